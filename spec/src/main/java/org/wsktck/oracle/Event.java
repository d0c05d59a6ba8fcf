package org.wsktck.oracle;

import tlc2.value.impl.Value;

/** A canonical observation: its number in the oracle and the TLA+ record that operators get. */
record Event(int number, Value record) {}
