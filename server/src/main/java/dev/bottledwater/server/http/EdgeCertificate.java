// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.platform.ConfigurationException;
import dev.bottledwater.platform.tls.ClientTrust;
import dev.bottledwater.platform.tls.MaterialFiles;
import dev.bottledwater.platform.tls.ServerIdentity;
import dev.bottledwater.platform.tls.TlsMaterialException;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * The certificate that the port is served with, and whose certificates its clients may show. Where
 * they come from files, those are looked at every so often, and new connections get what is new:
 * what renews them needn't restart the server.
 */
final class EdgeCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeCertificate.class);

    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final @Nullable MaterialFiles<ServerIdentity> identityFiles;
    private final @Nullable MaterialFiles<ClientTrust> clientFiles;
    private final Thread watch;

    // of the watch
    private ServerIdentity identity;
    private @Nullable ClientTrust clients;

    /**
     * @param look how often files are looked at
     */
    EdgeCertificate(ServerIdentity identity, Duration look) {
        this.identity = identity;
        this.identityFiles = identity.files();
        this.clients = identity.clients();
        this.clientFiles = clients == null ? null : clients.files();
        configure(context, identity, clients);
        this.watch =
                Thread.ofVirtual()
                        .name("certificate-watch")
                        .unstarted(
                                () -> {
                                    if (identityFiles != null || clientFiles != null) {
                                        watch(look);
                                    }
                                });
    }

    private static void configure(
            SslContextFactory.Server context,
            ServerIdentity identity,
            @Nullable ClientTrust clients) {
        context.setKeyStore(identity.keyStore());
        context.setKeyManagerPassword(identity.keyPassword());
        context.setSniRequired(false);
        if (clients != null) {
            context.setTrustStore(clients.authorities());
            context.setNeedClientAuth(clients.required());
            context.setWantClientAuth(!clients.required());
        }
    }

    SslContextFactory.Server context() {
        return context;
    }

    void start() {
        watch.start();
    }

    private void watch(Duration look) {
        try {
            while (true) {
                Thread.sleep(look);
                renew("certificate", identityFiles, renewed -> use(renewed, clients));
                renew("authorities of clients", clientFiles, renewed -> use(identity, renewed));
            }
        } catch (InterruptedException e) {
            LOG.debug("The certificate isn't watched any more");
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        void of(T renewed) throws Exception;
    }

    private static <T> void renew(String what, @Nullable MaterialFiles<T> files, Use<T> use)
            throws InterruptedException {
        if (files == null) {
            return;
        }
        try {
            var renewed = files.renewed();
            if (renewed.isPresent()) {
                use.of(renewed.get());
                LOG.info("The port is served with the renewed {}", what);
            }
        } catch (TlsMaterialException | ConfigurationException e) {
            LOG.warn(
                    "A file of the {} has changed and can't be used, so the one before stays in use: {}",
                    what,
                    e.getMessage());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn(
                    "A file of the {} has changed and can't be used, so the one before stays in use",
                    what,
                    e);
        }
    }

    private void use(ServerIdentity newIdentity, @Nullable ClientTrust newClients)
            throws Exception {
        // what Jetty can't load when it reloads leaves the port without any
        var trial = new SslContextFactory.Server();
        configure(trial, newIdentity, newClients);
        trial.start();
        trial.stop();
        context.reload(_ -> configure(context, newIdentity, newClients));
        identity = newIdentity;
        clients = newClients;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
