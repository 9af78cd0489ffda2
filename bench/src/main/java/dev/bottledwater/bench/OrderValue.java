// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import org.jspecify.annotations.Nullable;

/** What the applications by hand read of an order: only the fields that they use. */
@JsonIgnoreProperties(ignoreUnknown = true)
final class OrderValue {
    public @Nullable String status;
    public @Nullable Customer customer;
    public double amount;

    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Customer {
        public @Nullable String id;
        public @Nullable Address address;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Address {
        public @Nullable String city;
    }

    /** The customer's city; null where any part of the way is missing. */
    @Nullable String city() {
        return customer == null || customer.address == null ? null : customer.address.city;
    }
}
