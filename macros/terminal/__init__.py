"""What commands print: tables, results, findings, the page of findings."""
