// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.platform.Names;

/** The engine's view of the platform's names. */
public record PlatformNames(Names names) implements TopicNames {

    @Override
    public String physicalTopic(String logical) {
        return names.physicalTopic(logical);
    }

    @Override
    public String logicalTopic(String physical) {
        return names.logicalTopic(physical);
    }

    @Override
    public String physicalGroup(String logical) {
        return names.physicalGroup(logical);
    }
}
