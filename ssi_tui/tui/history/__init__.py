"""History: the year as a heatmap, days and entries."""
