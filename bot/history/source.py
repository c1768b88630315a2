"""An export file on disk as pieces of bytes, gzip-compressed or not."""

from __future__ import annotations

import codecs
import gzip
import io
import stat
import zlib
from pathlib import Path

from bot.errors import ImportFileError
from bot.history.scanner import CutShortError

PIECE_BYTES = 256 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


class Source:
    """Reads ``path`` forwards, without UTF-8's byte order mark.

    Compression is told by the file's first bytes, not by its name. ``size`` and ``position``
    count bytes of the file on disk; ``position`` is what has been read of it.

    Raises ImportFileError where the file is missing, no file, or unreadable.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.position = 0
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                raise ImportFileError(f"{path} is a directory; name the export files in it.")
            if not stat.S_ISREG(status.st_mode):
                raise ImportFileError(f"{path} is not a regular file; name an export file.")
            self.size = status.st_size
            self._raw = path.open("rb")
            is_gzip = self._raw.peek(2)[:2] == _GZIP_MAGIC
        except FileNotFoundError:
            raise ImportFileError(f"{path} does not exist; check the name.") from None
        except OSError as error:
            raise ImportFileError(f"{path} cannot be read: {error.strerror}.") from error
        self._stream: gzip.GzipFile | io.BufferedReader = (
            gzip.GzipFile(fileobj=self._raw) if is_gzip else self._raw
        )

    def read(self) -> bytes:
        """Return the next bytes, unpacked, empty at the end of the file.

        Raises CutShortError where compressed data ends halfway, and ImportFileError where it is
        damaged or the disk fails.
        """
        try:
            piece = self._stream.read(PIECE_BYTES)
        except EOFError:
            raise CutShortError from None
        except (gzip.BadGzipFile, zlib.error):
            raise ImportFileError(
                f"{self._path} is damaged: its gzip data does not unpack; copy or export it again."
            ) from None
        except OSError as error:
            raise ImportFileError(f"{self._path} cannot be read: {error.strerror}.") from error
        if self.position == 0:
            piece = piece.removeprefix(codecs.BOM_UTF8)
        self.position = self._raw.tell()
        return piece

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        self._raw.close()
