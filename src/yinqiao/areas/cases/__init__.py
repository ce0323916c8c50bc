"""联动对接: matters that several offices must solve together: one leads, others have steps beside it, somebody is told."""
