### Words of the chapter “What a verdict is worth”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

trust-title = What a verdict is worth
trust-about-a-verdict =
    A verdict is worth what it does where the truth is known. So each claim's test was tried on
    many simulated ladders: the study's own items, answered by simulated models in a “world” in
    which the essay is right, in which it is wrong, or in which something else is so that a
    careless test takes for an answer, such as models that only guess, or a source's name that
    nobody reads. They run through the same measure, the same judge and the same correction for
    many tests as the trained models.
trust-x-missing = no claim was tried on simulated ladders (run `sizewise gate`)
trust-what-was = What was asked
trust-claim-by = Claim by claim
trust-claim-by-caption = Each claim's test on simulated ladders whose truth is known.
trust-column-claim = claim
trust-column-question = question
trust-column-test = test
trust-column-worlds = worlds
trust-column-ladders-each = ladders each
trust-column-right-worlds-found = right worlds found, at least
trust-column-misled-at-most = misled, at most
trust-what-fails = What fails, why, and what it would take
trust-what-fails-text = No test fails in any world.
trust-every-world = Every world
trust-every-world-caption = Shares of the simulated ladders, with their 95 % intervals (Wilson's).
trust-column-world = world
trust-column-kind = kind
trust-column-what-is-so = what is so
trust-column-ladders = ladders
trust-column-fails = fails
trust-column-found = found
trust-column-misled = misled
trust-pass = { $count } pass in every simulated world
trust-blind = { $count ->
    [one] 1 too often misses a claim that is right
   *[other] { $count } too often miss a claim that is right
    }
trust-misled = { $count } can be misled
trust-lead = Of { $tests } tests of the essays’ claims { LIST($parts) }.
trust-rule =
    A test **passes** where a right world is found in at least { SHARE($found) } of the ladders, and
    where in no world more than { SHARE($errors) } of them end with a verdict that is not so. Where it
    fails by the first rule its verdicts can be believed and are missing more often than they should;
    where it fails by the second they cannot be believed in that world.
trust-seeds =
    The simulated ladders have these seeds by size: { LIST($runs) }. A study with fewer of them finds
    less, and one with a single seed decides nothing.
trust-seed = { $count } at { $size }
trust-untried = Not tried since the test last changed: { LIST($claims) }.
trust-state = { $name ->
    [passes] passes
    [fails] fails
   *[not-tried] not tried
    }
trust-kind = { $name ->
    [right] right
    [wrong] wrong
   *[nuisance] nuisance
    }
trust-truth = { $name ->
    [none] no verdict may be given
   *[other] { NAME($name, of: "verdict") }
    }
trust-failure = { $name ->
    [none] –
    [blind] found too seldom
    [misled] misled
    [broke] breaks
   *[not-measured] measures nothing
    }
trust-other-choices = Would another choice have said the same?
trust-other-choices-missing =
    this study does not ask for it (`analysis.stability`), because it takes as long again for every seed
trust-other-choices-text =
    Every claim about trainings was judged again { $choices } times: once with resamples of another seed,
    otherwise with one seed of training left out of every size that has three or more. Of { $claims }
    claims { $flipped ->
        [0] none changes its verdict
        [one] one changes its verdict
       *[other] { $flipped } change their verdict
    }{ $flipped ->
        [0] .
       *[other] , { $count ->
            [one] once
           *[other] { $count } times in all
        }. Such a verdict hangs on a choice that nobody would defend; read it as undecided.
    }
trust-other-choices-caption = Verdicts that other choices change.
trust-column-choice = choice
trust-column-here = verdict here
trust-column-then = verdict then
trust-choice = { $name ->
    [without-a-seed] without seed { $place } of each size
   *[resamples] other resamples
    }
trust-verdict = { NAME($name, of: "verdict") }
