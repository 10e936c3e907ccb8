"""How an error is said: as a page, a document or plain lines."""
