// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.platform.ConfigurationException;
import dev.bottledwater.platform.tls.IdentityFiles;
import dev.bottledwater.platform.tls.ServerIdentity;
import dev.bottledwater.platform.tls.TlsMaterialException;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * The certificate that the port is served with. Where it comes from files, they are looked at every
 * so often, and new connections get the new certificate: what renews it needn't restart the server.
 */
final class EdgeCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeCertificate.class);

    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final Thread watch;

    /**
     * @param look how often files are looked at
     */
    EdgeCertificate(ServerIdentity identity, Duration look) {
        use(context, identity);
        context.setSniRequired(false);
        var clients = identity.clients();
        if (clients != null) {
            context.setTrustStore(clients.authorities());
            context.setNeedClientAuth(clients.required());
            context.setWantClientAuth(!clients.required());
        }
        var files = identity.files();
        this.watch =
                Thread.ofVirtual()
                        .name("certificate-watch")
                        .unstarted(
                                () -> {
                                    if (files != null) {
                                        watch(files, look);
                                    }
                                });
    }

    private static void use(SslContextFactory context, ServerIdentity identity) {
        context.setKeyStore(identity.keyStore());
        context.setKeyManagerPassword(identity.keyPassword());
    }

    SslContextFactory.Server context() {
        return context;
    }

    void start() {
        watch.start();
    }

    private void watch(IdentityFiles files, Duration look) {
        try {
            while (true) {
                Thread.sleep(look);
                renew(files);
            }
        } catch (InterruptedException e) {
            LOG.debug("The certificate isn't watched any more");
        }
    }

    private void renew(IdentityFiles files) throws InterruptedException {
        try {
            var renewed = files.renewed();
            if (renewed.isPresent()) {
                context.reload(changed -> use(changed, renewed.get()));
                LOG.info("The port is served with the certificate that was renewed");
            }
        } catch (TlsMaterialException | ConfigurationException e) {
            LOG.warn("The certificate's files have changed and can't be used: {}", e.getMessage());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("The certificate that was renewed can't be used", e);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
