"""Onboarding: the first hour of a newcomer, and what comes of it."""
