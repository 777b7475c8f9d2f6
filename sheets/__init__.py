"""Claims to review sheets (HTML, XLSX, CSV, Markdown), and filled sheets back to reviews."""
