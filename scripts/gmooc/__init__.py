"""Turn contributed Markdown files into the pages, lists, search index and data of the GMOOC site."""
