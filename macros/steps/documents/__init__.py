"""Documents: what workbooks hold, made into blocks of a document; the writers of ``workbook.documents`` do the rest."""
