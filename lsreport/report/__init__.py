"""The consolidated report: one view of the figures, printed as DOCX and XLSX."""
