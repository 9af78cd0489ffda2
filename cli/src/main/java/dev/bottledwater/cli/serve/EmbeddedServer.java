// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.ProgramVersion;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.EngineFactory;
import dev.bottledwater.server.ServePart;
import dev.bottledwater.server.ServeProcess;
import dev.bottledwater.server.http.EdgeStartException;

import java.util.Set;

/** Starts the real server. */
public final class EmbeddedServer implements Server.Starter {

    @Override
    public Server start(Settings settings, Set<ServePart> parts) {
        ServeProcess process;
        try {
            process = ServeProcess.start(settings, parts, engine(settings), ProgramVersion.text());
        } catch (EdgeStartException taken) {
            throw new CommandFailedException(
                    ExitCode.UNAVAILABLE, String.valueOf(taken.getMessage()), taken);
        }
        return new Server() {
            @Override
            public int port() {
                return process.port();
            }

            @Override
            public void stop() {
                process.close();
            }
        };
    }

    private static EngineFactory engine(Settings settings) {
        return () -> {
            throw new IllegalStateException(
                    "This build holds no SQL engine for " + settings.cluster() + ".");
        };
    }
}
