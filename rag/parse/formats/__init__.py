"""One reader a file type: its bytes → printed lines and grids of table cells."""
