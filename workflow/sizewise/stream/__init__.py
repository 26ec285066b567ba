"""The stream: a tokenizer, and every document as token ids in one global order.

The order is a function of the documents, the configuration and the seed alone. Every size, rank
and worker reads the same batch at the same step.
"""
