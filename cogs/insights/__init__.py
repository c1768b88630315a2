"""Insights: the weekly report and the pulse."""
