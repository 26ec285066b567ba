### Words of the chapter “Instructions”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

instructions-title = Instructions
instructions-about-an-instruction =
    An instruction asks for a line of words that meets several constraints at once: how many
    words, the first and the last, which to include or to leave out, which comes before which,
    how long they are, which to repeat. Their order is shuffled, the model writes the line, and
    programs check each constraint. Every instruction can be met, and the longest ones ask for
    more at once than any in training.
instructions-which-constraints = Which constraints are met, by their place
instructions-which-constraints-missing =
    constraints.parquet has no instructions of several constraints
instructions-which-constraints-label = met
instructions-which-constraints-label-2 = place in the instruction
instructions-which-constraints-alt =
    Share of met constraints against their place in the instruction, one panel a number of
    constraints.
instructions-which-constraints-caption =
    The claim: a small model meets the first constraint and drops the rest, which is a line that
    falls to the right. Each kind of constraint is as likely at every place, so a place is
    neither easier nor harder by itself.
instructions-all-at = All at once
instructions-all-at-label = meet all
instructions-all-at-label-2 = constraints
instructions-all-at-alt =
    Share of answers that meet all constraints against their number, beside the product of the
    shares at single places, one panel a size.
instructions-all-at-caption =
    Coloured: answers that meet all constraints. Grey, dashed: the product of the shares met at
    each place, which is what independent constraints would give. Where the coloured line lies
    above, constraints are met or missed together.
instructions-when-it = When it forms
instructions-when-it-alt =
    Shares of met constraints and of answers that meet all, against training steps.
instructions-when-it-caption =
    Over all instructions, at the checkpoints that were evaluated. Some constraints are met by
    chance: docs/families.md has the share of each kind.
instructions-what-models = What models wrote
instructions-what-models-title = The same instructions, every size
instructions-what-models-note =
    The first instructions of the table, not chosen by their answers. The target is one answer
    of many: an answer is right where it meets every constraint.
instructions-whole = the share of answers that meet every constraint
instructions-single = the share of single constraints met
instructions-constraints = { $count ->
    [one] one constraint
   *[other] { $count } constraints
    }
instructions-all-of = the share of answers that meet all { $count } constraints
instructions-one-each = single constraints
instructions-all-each = all constraints of an answer
