"""Views, a module a page: they ask `console.web.records` for objects and draw them; none sees the ledger itself."""
