package org.wsktck.catalogue;

/**
 * A status, flag or code that a rule names.
 *
 * @param name as the Windows headers spell it
 * @param value as the headers write it: hexadecimal, decimal or a GUID
 */
public record NamedValue(String name, String value) {}
