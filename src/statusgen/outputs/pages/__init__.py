"""The pages of the site: what stands inside the frame that MkDocs and Material draw."""

from statusgen.outputs.pages.page import Page, PageMaker

__all__ = ["Page", "PageMaker"]
