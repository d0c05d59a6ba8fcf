package org.wsktck.adapter.reference;

/** What the bench gives as socket or client context: an object of its own, known by name. */
record Context(String name) {}
