"""What texts of exports may say: labels, titles, headings of time, filters, units."""
