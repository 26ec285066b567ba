"""Token ids of documents in a scratch file, so that memory does not grow with the stream."""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sizewise.stream.documents import DocumentIndex
from sizewise.stream.tokenizer import encode

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class TokenStore:
    """Encodings by document index, in a file that the owner of `path` deletes."""

    def __init__(self, path: Path, documents: DocumentIndex, dtype: np.dtype) -> None:
        """Create the file. `dtype` is the type of the ids on disk."""
        self._path = path
        self._documents = documents
        self._dtype = np.dtype(dtype)
        self._file = path.open("wb")
        self._written = 0
        self._ids: np.ndarray | None = None
        self.start = np.zeros(len(documents), dtype=np.int64)
        """Position of each document in the file, in ids."""
        self.length = np.zeros(len(documents), dtype=np.int64)
        """Tokens of each document, its opening token included; 0 if it is not here yet."""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        self._ids = None

    def add(
        self,
        tokenizer: "Tokenizer",
        wanted: np.ndarray,
        visit: Callable[[int, str, np.ndarray], None] | None = None,
    ) -> None:
        """Encode the documents `wanted` (ascending indices).

        `visit(document, text, ids)` is called for each, if given.
        """
        ahead: deque[str] = deque()

        def remembered() -> Iterator[str]:
            for text in self._documents.texts(wanted):
                if visit is not None:
                    ahead.append(text)
                yield text

        first = 0
        for ids, lengths in encode(tokenizer, remembered(), self._dtype):
            documents = wanted[first : first + len(lengths)]
            ends = np.cumsum(lengths)
            self.start[documents] = self._written + ends - lengths
            self.length[documents] = lengths
            ids.tofile(self._file)
            self._written += len(ids)
            first += len(lengths)
            if visit is not None:
                for document, end, length in zip(documents, ends, lengths, strict=True):
                    visit(int(document), ahead.popleft(), ids[end - length : end])
        self._file.flush()
        self._ids = None

    def ids(self, document: int, offset: int, count: int) -> np.ndarray:
        """`count` ids of a document from `offset` on."""
        if self._ids is None:
            self._ids = np.memmap(self._path, dtype=self._dtype, mode="r")
        start = int(self.start[document]) + offset
        return self._ids[start : start + count]
