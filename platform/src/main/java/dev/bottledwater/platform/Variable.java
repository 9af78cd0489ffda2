// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

/**
 * Every config var that is read by its own name. {@code docs/config.md} explains each; a test
 * compares the two.
 *
 * <p>The {@code KAFKA_…} variables of a cluster are also read under the name of any other
 * attachment ({@code HEROKU_KAFKA_COPPER_URL} and so on), see {@link KafkaAttachments}.
 */
public enum Variable {
    /** The brokers: {@code kafka+ssl://host:port,…} or {@code kafka://host:port,…}. */
    KAFKA_URL(false),
    /** The certificates of the authorities that signed the brokers' certificates, PEM. */
    KAFKA_TRUSTED_CERT(false),
    /** This client's certificate, PEM. */
    KAFKA_CLIENT_CERT(false),
    /** The private key of this client's certificate, PEM. */
    KAFKA_CLIENT_CERT_KEY(true),
    /** The user that brokers know by a password (SASL). */
    KAFKA_SASL_USERNAME(false),
    /** Its password. */
    KAFKA_SASL_PASSWORD(true),
    /** How the password is shown: {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}. */
    KAFKA_SASL_MECHANISM(false),
    /** How brokers know clients, where the other variables don't say. */
    BW_KAFKA_AUTH(false),
    /** What every topic and group name starts with on a shared cluster. */
    KAFKA_PREFIX(false),
    /** Which attachment to use where there are several. */
    BW_KAFKA(false),
    /** The HTTP port. */
    PORT(false),
    /** The certificate that the port is served with, PEM, with its chain; or a file. */
    BW_HTTP_CERT(false),
    /** Its private key, PEM; or a file. */
    BW_HTTP_KEY(true),
    /** The authorities that have signed the certificates of the port's clients, PEM or a file. */
    BW_HTTP_CLIENT_CA(false),
    /** The sites whose pages may call the API. */
    BW_CORS_ORIGINS(false),
    /** Where other instances of the app reach this one's port. */
    BW_ADVERTISED_URL(false),
    /** The dyno's address in a Private Space, set by Heroku. */
    HEROKU_PRIVATE_IP(false),
    /** How many proxies in front tell by {@code X-Forwarded-For} who called them. */
    BW_TRUSTED_PROXIES(false),
    /** Whether loopback requests need no password. */
    BW_INSECURE_LOCAL(false),
    /** The password of the user {@code admin}. */
    BW_PASSWORD(true),
    /** More users: {@code name:password:role,…}. */
    BW_USERS(true),
    /** Keys what instances say to each other, and sessions. */
    BW_SECRET(true),
    /** The secret before it, while instances change from one to the other. */
    BW_SECRET_PREVIOUS(true),
    /** The Postgres database. */
    DATABASE_URL(true),
    /** The schema registry: {@code https://host:port,…}. */
    SCHEMA_REGISTRY_URL(true),
    /** As whom the schema registry is asked: {@code user:password}. */
    SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO(true),
    /** What keeps this app's topics and groups apart from those of other apps on the same Kafka. */
    BW_CLUSTER(false),
    /** How long topics keep records even when they are compacted. */
    BW_TOPIC_RETENTION(false),
    /** The directory of the files that declare connectors. */
    BW_CONNECTORS_DIR(false),
    /** Whether connectors that no file declares are deleted. */
    BW_CONNECTORS_PRUNE(false),
    /** Whether failed connectors are restarted, and the longest pause before that. */
    BW_CONNECT_RESTART(false),
    /** The directory of Connect's plugins. */
    BW_PLUGIN_PATH(false),
    /** The directory of the jars with user-defined functions. */
    BW_FUNCTION_PATH(false),
    /** How the server writes its log: {@code text} or {@code json}. */
    BW_LOG_FORMAT(false),
    /** The config vars that connectors may read. */
    BW_CONNECTOR_VARS(false),
    /** The password of the files that {@code certs} writes. */
    BW_CERTS_PASSWORD(true),
    /** JVM flags that win over the launcher's; the launcher reads it. */
    BW_JAVA_OPTS(false),
    /** Lets topics and groups be created through Heroku's data API. */
    HEROKU_API_KEY(true),
    /** The Kafka add-on's name or id, where it can't be looked up by the app. */
    BW_KAFKA_ADDON(false),
    /** Heroku's own host, as its command line has it. */
    HEROKU_HOST(false),
    /** The host of Heroku's data API, as its command line has it. */
    HEROKU_DATA_HOST(false),
    /** The authorities to trust when Heroku's APIs are called, PEM. */
    BW_HEROKU_TRUSTED_CERT(false),
    /** The app's name, set by Heroku where dyno metadata is on. */
    HEROKU_APP_NAME(false),
    /** The dyno's name, set by Heroku. */
    DYNO(false);

    private final boolean secret;

    Variable(boolean secret) {
        this.secret = secret;
    }

    /** Says whether the value holds a secret and must be masked wherever it is shown. */
    public boolean secret() {
        return secret;
    }
}
