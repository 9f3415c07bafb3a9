"""What a union of projects brought, and what it leaves to ask; pure."""
