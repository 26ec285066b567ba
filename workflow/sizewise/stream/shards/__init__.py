"""A stream of any length, made in parts: the bytes of `stream build`'s kind, in constant memory.

    vocabulary   1 job          tokenizer, trained on documents of low rank
    encode       parts jobs     ids and index of a part, sorted by key (planted text is a part too)
    mixture      1 job          how often and how far each domain is read; where each shard begins
    pack         shards jobs    a shard of the stream, with its order and its part of the ledger
    close        1 job          one order, one ledger, one manifest

There is no global sort. Every reading of a natural document has a key, a hash of seed, document and
epoch. In the order of their keys the readings are one long *tape* of tokens; its length up to every
*bucket* (the keys' range cut into as many pieces as the stream has shards) follows from sums over
parts. A planted document belongs to the shard of its key's bucket. A shard's natural text is the
piece of tape that its planted documents leave room for, and all within a shard is shuffled, packed
and shuffled again as in `stream.derive`. So shards are equally long, every token has one place, and
neither the number of jobs that run side by side nor the machines have a say.
"""
