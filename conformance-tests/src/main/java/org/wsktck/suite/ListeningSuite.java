package org.wsktck.suite;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;
import org.junit.platform.suite.api.SuiteDisplayName;
import org.wsktck.suite.engine.WskTckEngine;

/** All layers of the suite, for the rules of listening sockets. The target is the configuration parameter {@code wsktck.target}. */
@Suite
@SuiteDisplayName("WSK TCK: the rules of listening sockets")
@IncludeEngines(WskTckEngine.ID)
@SelectPackages({"org.wsktck.suite.scenario", "org.wsktck.suite.generated"})
@IncludeTags("listening")
@ConfigurationParameter(key = Runs.CATEGORIES, value = "listening")
public class ListeningSuite {}
