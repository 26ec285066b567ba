### Words of the chapter “Feelings”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

feelings-title = Feelings
feelings-about-is-it =
    Is it the feeling in a text that calls for a larger network? Two planted families test a
    mechanism. In “feelings” many small details each push a mood a little; in “deductions” a few
    details decide a finding by crisp rules. Everything else is equal: length, number of labels,
    share of the stream, how often each detail is named, and how uncertain a label is once its
    details are known. The natural half asks whether real text behaves so: passages of one play,
    poem or book of scripture, dense or sparse in words of feeling. The planted half carries
    what is causal, because there only one thing differs. The natural half carries whether it
    matters outside of the planted world; it can agree or disagree, and cannot say why.
feelings-x-missing = diffuse.parquet has no rows of a single setting
feelings-divergence-by = Divergence by size
feelings-divergence-by-label = divergence, nats
feelings-divergence-by-line = all labels alike
feelings-divergence-by-alt =
    Divergence from the true labels against parameters, one panel a setting.
feelings-divergence-by-caption =
    Kullback-Leibler divergence of a model's shares of the labels from their true distribution,
    on combinations of details that training never showed; 0 is everything that can be known.
    The panels are the settings of the dial, in the order of the study's configuration; a
    setting has the same label entropy in both families.
feelings-share-of = Share of what can be learned
feelings-share-of-label = share of the gain
feelings-share-of-alt = Share of the reachable gain against parameters, one panel a setting.
feelings-share-of-caption =
    One less the divergence, as a share of what a guess of all labels alike has. Below zero a
    model is worse than that guess. The dashed share is the one at which the table below
    compares parameters.
feelings-exponents-and = Exponents and parameters needed
feelings-exponents-and-missing = diffuse_exponents.parquet has no rows
feelings-column-exponent = exponent
feelings-column-log10-of-the = log10 of the parameters
feelings-when-it = When it is learned
feelings-when-it-alt = Divergence against training steps.
feelings-when-it-caption =
    Over all settings, at the checkpoints that were evaluated. A curve that is still falling at
    its end says that more tokens would change the comparison.
feelings-natural-text = Natural text: feeling within a work
feelings-natural-text-axis = bits a byte, dense less sparse
feelings-natural-text-line = alike
feelings-natural-text-alt =
    Difference of held-out loss between halves against parameters, by domain.
feelings-natural-text-caption =
    Pairs of held-out passages of one work, alike in length and in how common their words are,
    one dense and one sparse in words of feeling by a published lexicon. Author, period and
    genre cancel. What counts is the slope: a rising curve says that larger models gain less on
    dense passages. The height of a curve says only that the two halves are not equally hard.
feelings-natural-text-caption-2 =
    Change of held-out loss a decade of non-embedding parameters, in bits a byte.
feelings-column-pairs = pairs
feelings-column-slope = slope
feelings-which-half = Which half carries what
feelings-setting = setting { $number }
feelings-contrast = { $way ->
    [feelings-slower] With size, feelings gain more slowly than deductions, by { $estimate } in the exponent{ $caveat }
    [feelings-faster] With size, deductions gain more slowly than feelings, by { $estimate } in the exponent{ $caveat }
   *[no-difference] No difference seen in how feelings and deductions gain from size, { $estimate }
    }
feelings-natural = { $way ->
    [less] In natural text dense feeling gains less from size than sparse{ $caveat }
    [more] In natural text dense feeling gains more from size than sparse{ $caveat }
   *[alike] In natural text no difference is seen between dense and sparse feeling
    }
feelings-learned = { SHARE($low) } to { SHARE($high) } of { NAME($family, of: "family") }
feelings-learned-over = What can be learned is learned over sizes and settings: { LIST($ends) }
feelings-mean = mean of the settings
feelings-where = Setting
feelings-exponents-caption =
    Divergence falls as parameters to the power of minus the exponent. Parameters are those at which
    this law reaches { SHARE($share) } of the reachable gain, as powers of ten; of the difference, the
    decades that feelings need more. Numbers far outside the ladder are where the law leads, and no
    measurement; where divergence hardly falls they are cut at a bound that stands for no size.
feelings-divergence-of = divergence of { NAME($family, of: "family") }
feelings-nats = { PLAIN($value) } nats
feelings-dense-sparse = Dense less sparse: loss by size
feelings-natural-slope = { $way ->
    [less] Passages dense with feeling gain less from size, by { $estimate } bits a byte a decade{ $caveat }
    [more] Passages dense with feeling gain more from size, by { $estimate } bits a byte a decade{ $caveat }
   *[alike] No difference seen between dense and sparse passages in what size gains, { $estimate } bits a byte a decade
    }
feelings-half = Half
feelings-half-name = { $name ->
    [dense] dense
    [sparse] sparse
   *[difference] difference
    }
feelings-halves =
    The planted half { $planted ->
        [for] speaks for feeling being dearer
        [against] speaks against it
       *[neither] does not decide
    }: it alone can say that diffuse structure is the cause, because nothing else differs. The verdict
    above rests on it. The natural half { $natural ->
        [for] speaks for feeling being dearer
        [against] speaks against it
       *[neither] does not decide
    }: it alone can say whether real text behaves so. { $together ->
        [agree] They agree.
        [undecided] Neither is decided.
        [disagree] They do not agree, so the mechanism and the world are two findings.
       *[one] With one of them undecided, what holds in one half is not shown for the other.
    }
