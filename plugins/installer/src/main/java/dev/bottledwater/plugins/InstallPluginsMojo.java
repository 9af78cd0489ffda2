// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts the plugins of {@code plugins.txt}, with all they depend on, into one directory each, and
 * fails where their jars aren't the ones that the checksum was made of. Maven itself fetches them,
 * so that mirrors, credentials and {@code --offline} count.
 */
@Mojo(name = "install-plugins", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class InstallPluginsMojo extends AbstractMojo {
    /** Where plugins are named. */
    @Parameter(required = true)
    private File file;

    /** The directory that gets one directory per plugin; others in it are deleted. */
    @Parameter(required = true)
    private File directory;

    /**
     * What the worker has and plugins don't bring, with what only that depends on: {@code
     * group:artifact}, an artifact may be *.
     */
    @Parameter(required = true)
    private List<String> worker;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession session;

    @Parameter(
            defaultValue = "${project.remoteProjectRepositories}",
            readonly = true,
            required = true)
    private List<RemoteRepository> repositories;

    @Component private RepositorySystem maven;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            List<PluginLine> plugins = plugins();
            PluginPath path = new PluginPath(directory.toPath());
            for (String deleted : path.keepOnly(plugins.stream().map(PluginLine::name).toList())) {
                getLog().info(
                                "Deleted the plugin %s, which isn't in %s any more"
                                        .formatted(deleted, file.getName()));
            }
            for (PluginLine plugin : plugins) {
                List<Path> jars = jars(plugin);
                check(plugin, Checksum.of(jars));
                path.install(plugin.name(), jars);
                if (!ServiceFiles.anyIn(jars)) {
                    getLog().warn(
                                    """
                                    %s, line %d: no jar of %s has a file under META-INF/services that names a plugin, so the worker \
                                    won't find it. A newer version may have one; else set CONNECT_PLUGIN_DISCOVERY=hybrid_warn, \
                                    which makes the worker search all classes and needs 1 GB of memory."""
                                            .formatted(
                                                    file.getName(),
                                                    plugin.line(),
                                                    plugin.plugin()));
                }
                getLog().info(
                                "Installed the plugin %s: %d jars"
                                        .formatted(plugin.plugin(), jars.size()));
            }
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "Can't install plugins into " + directory + ": " + e, e);
        }
    }

    private List<PluginLine> plugins() throws IOException, MojoFailureException {
        try {
            return PluginsFile.parse(Files.readAllLines(file.toPath()));
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(file.getName() + ", " + e.getMessage(), e);
        }
    }

    private List<Path> jars(PluginLine plugin) throws MojoFailureException {
        List<Dependency> wanted = plugin.jars().stream().map(this::dependency).toList();
        // As the root, the plugin manages the versions of what it depends on, as in its own build.
        CollectRequest collect =
                new CollectRequest(wanted.get(0), wanted.subList(1, wanted.size()), repositories);
        // Only the build's own repositories: the POM of a plugin doesn't decide where jars come
        // from.
        DefaultRepositorySystemSession own = new DefaultRepositorySystemSession(session);
        own.setIgnoreArtifactDescriptorRepositories(true);
        try {
            return maven
                    .resolveDependencies(own, new DependencyRequest().setCollectRequest(collect))
                    .getArtifactResults()
                    .stream()
                    .map((ArtifactResult each) -> each.getArtifact().getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MojoFailureException(
                    "%s, line %d: %s can't be fetched: %s"
                            .formatted(
                                    file.getName(), plugin.line(), plugin.plugin(), e.getMessage()),
                    e);
        }
    }

    private Dependency dependency(Coordinates jar) {
        return new Dependency(
                new DefaultArtifact(
                        jar.group(), jar.artifact(), jar.classifier(), "jar", jar.version()),
                "runtime",
                false,
                worker.stream().map(InstallPluginsMojo::exclusion).toList());
    }

    private static Exclusion exclusion(String artifact) {
        String[] parts = artifact.split(":", 2);
        return new Exclusion(parts[0], parts.length == 1 ? "*" : parts[1], "*", "*");
    }

    private void check(PluginLine plugin, String checksum) throws MojoFailureException {
        if (plugin.checksum().isEmpty()) {
            getLog().warn(
                            "%s, line %d: %s has no checksum. If you trust what was fetched, add to the line: %s"
                                    .formatted(
                                            file.getName(),
                                            plugin.line(),
                                            plugin.plugin(),
                                            checksum));
        } else if (!plugin.checksum().equals(checksum)) {
            throw new MojoFailureException(
                    """
                    %s, line %d: the jars of %s aren't those that its checksum was made of, so nothing of it was installed. \
                    They have %s. If they are meant to be others, because coordinates or a version in the line changed, \
                    put this checksum there; if not, find out who changed them."""
                            .formatted(file.getName(), plugin.line(), plugin.plugin(), checksum));
        }
    }
}
