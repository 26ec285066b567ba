### Words of the chapter “A new language”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

language-title = A new language
language-about-everything-that =
    Everything that these questions need stands in their prompt: a few examples of a rule, a
    small map, a list of words with labels. Words are invented, and those of the rules were in
    no rule of training.
language-a-rule = A rule from examples
language-a-rule-alt = Share of right outputs against the number of examples.
language-a-rule-caption =
    A document keeps to one rule: an order of the words, an agreement of one word with another
    at a distance, or a mapping. The choices are what rival rules would give.
language-rule-by = Rule by rule
language-rule-by-label = right outputs
language-rule-by-alt = Share of right outputs by size, one panel a rule.
language-rule-by-caption =
    Copying the input is one of three orders, so it is chance there. An agreement asks for one
    look-up at a distance, of the word that decides; a mapping for one a word. No pair of
    neighbouring words in the examples gives the answer.
language-labels-as = Labels, as in training and flipped
language-labels-as-alt = Share of right labels against the number shown, usual and flipped.
language-labels-as-caption =
    The same lists twice, once with the labels of training, once with each label flipped; the
    word that is asked is not in the list. Who answers as training does is right on every usual
    list and on no flipped one; who guesses is right on half of both.
language-labels-as-label = words with labels shown
language-look-up = Look-up in a map
language-look-up-alt =
    Share of right values against the number of pairs; a dashed line is a guess among the values
    of the prompt.
language-look-up-caption =
    A map stands in the prompt and one of its keys is asked at once. The dashed line is a guess
    among the values that the prompt names: a plateau that models rest on before they look up.
language-when-it = When it forms
language-when-it-alt = Share of right answers against training steps, by kind of question.
language-when-it-caption =
    Look-up forms suddenly and at steps that scatter between seeds; a wide band is often that.
    Chance is the mean over difficulty levels.
language-outputs = the share of right outputs of a rule shown by examples
language-values = the share of right values from a map in the prompt
language-flipped = the share of answers with flipped labels
language-best-rule =
    the share of right outputs of the rule that models know best (
    { NAME($rule, of: "rule-of-language") })
rule-of-language = { $name ->
    [order] order
    [echo] echo
    [agreement] agreement
    [mapping] mapping
   *[other] { $name }
    }
language-usual-labels = labels of training
language-flipped-labels = all labels flipped
