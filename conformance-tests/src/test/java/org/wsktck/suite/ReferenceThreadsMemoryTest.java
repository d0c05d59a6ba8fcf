package org.wsktck.suite;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;
import org.junit.platform.suite.api.SuiteDisplayName;
import org.wsktck.suite.engine.WskTckEngine;

/** All scenarios on the reference implementation with threads and the network in memory. */
@Suite
@SuiteDisplayName("Scenarios on reference:threads")
@IncludeEngines(WskTckEngine.ID)
@SelectPackages("org.wsktck.suite.scenario")
@ConfigurationParameter(key = Runs.TARGET, value = "reference:threads")
class ReferenceThreadsMemoryTest {}
