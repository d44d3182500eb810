"""Use cases: one verb, one module, one public function that reads like its summary."""
