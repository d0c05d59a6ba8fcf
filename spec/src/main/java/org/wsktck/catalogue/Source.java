package org.wsktck.catalogue;

/**
 * A place that a rule comes from.
 *
 * @param page file name of the documentation page, of the header or of the sample
 * @param section where on the page
 */
public record Source(String page, String section) {}
