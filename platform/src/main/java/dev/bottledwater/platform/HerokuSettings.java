// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.Certificates;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach Heroku's APIs, which create topics and groups where Kafka itself doesn't allow it.
 * Unlike a record it keeps what may be absent behind {@link Optional} accessors.
 */
public final class HerokuSettings {
    private final Secret apiKey;
    private final URI platformApi;
    private final URI dataApi;
    private final @Nullable String app;
    private final @Nullable String addon;
    private final @Nullable Certificates trusted;

    HerokuSettings(
            Secret apiKey,
            URI platformApi,
            URI dataApi,
            @Nullable String app,
            @Nullable String addon,
            @Nullable Certificates trusted) {
        this.apiKey = apiKey;
        this.platformApi = platformApi;
        this.dataApi = dataApi;
        this.app = app;
        this.addon = addon;
        this.trusted = trusted;
    }

    /** Returns the key that requests carry. */
    public Secret apiKey() {
        return apiKey;
    }

    /** Returns where apps and their add-ons are looked up: https, without a path. */
    public URI platformApi() {
        return platformApi;
    }

    /** Returns where clusters are managed: https, without a path. */
    public URI dataApi() {
        return dataApi;
    }

    /** Returns the app's name; empty where the platform doesn't tell it. */
    public Optional<String> app() {
        return Optional.ofNullable(app);
    }

    /** Returns the name or id of the Kafka add-on; empty where it is looked up by the app. */
    public Optional<String> addon() {
        return Optional.ofNullable(addon);
    }

    /** Returns the only authorities to trust; empty for those that Java trusts. */
    public Optional<Certificates> trusted() {
        return Optional.ofNullable(trusted);
    }

    @Override
    public String toString() {
        return "HerokuSettings[apiKey="
                + apiKey
                + ", platformApi="
                + platformApi
                + ", dataApi="
                + dataApi
                + ", app="
                + app
                + ", addon="
                + addon
                + "]";
    }
}
