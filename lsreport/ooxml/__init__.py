"""Zip packages of Office: read within bounds, packed so that equal content gives equal bytes."""
