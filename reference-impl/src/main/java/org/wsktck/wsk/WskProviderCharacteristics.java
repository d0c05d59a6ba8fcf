package org.wsktck.wsk;

/** WSK_PROVIDER_CHARACTERISTICS: the range of versions that the provider supports. */
public record WskProviderCharacteristics(int highestVersion, int lowestVersion) {}
