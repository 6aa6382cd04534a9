"""The register's state brought into workbooks that were made of it: every change listed first, nothing overwritten."""
