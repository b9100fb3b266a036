"""A document becomes blocks: headings, paragraphs, list items, rows of tables."""

from .blocks import MOST_BLOCKS, Block
from .docx_file import read_docx
from .pasted import read_pasted

__all__ = ["MOST_BLOCKS", "Block", "read_docx", "read_pasted"]
