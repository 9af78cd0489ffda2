// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.time.Duration;

/** What the port speaks: HTTP/1.1 and HTTP/2, in clear text or within TLS. */
final class EdgeProtocols {
    private EdgeProtocols() {}

    /** HTTP/2 by prior knowledge or upgrade (h2c). */
    static ConnectionFactory[] clear(HttpConfiguration http, Duration idleTimeout) {
        HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
        http2.setStreamIdleTimeout(idleTimeout.toMillis());
        return new ConnectionFactory[] {new HttpConnectionFactory(http), http2};
    }

    /** HTTP/2 where a client offers it in the handshake (ALPN). */
    static ConnectionFactory[] tls(
            HttpConfiguration http, Duration idleTimeout, SslContextFactory.Server context) {
        HttpConfiguration https = new HttpConfiguration(http);
        // Names aren't compared: whoever asks under another one has refused the certificate
        // already.
        https.addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(https);
        http2.setStreamIdleTimeout(idleTimeout.toMillis());
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new ConnectionFactory[] {
            new SslConnectionFactory(context, alpn.getProtocol()),
            alpn,
            http2,
            new HttpConnectionFactory(https)
        };
    }
}
