"""`ssi review`: a stretch of time on a page, in the terminal, for a browser or as a workbook."""
