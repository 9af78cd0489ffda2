// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the dynos of tests run: it does what the path of a request says. */
public final class WebProgram {
    private static final List<byte[]> EATEN = new ArrayList<>();

    private WebProgram() {}

    public static void main(String[] args) throws IOException {
        var server =
                HttpServer.create(
                        new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] answer =
                            answer(exchange.getRequestURI().getPath().substring(1).split("/"))
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        System.out.println("listens");
    }

    private static String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "env" -> String.valueOf(System.getenv(words[1]));
            case "names" -> String.join(" ", System.getenv().keySet());
            case "write" -> {
                Files.writeString(Path.of(words[1]), "x");
                yield String.valueOf(Path.of(words[1]).toAbsolutePath());
            }
            case "memory" -> Long.toString(Runtime.getRuntime().maxMemory() >> 20);
            case "reach" -> reach(words[1], Integer.parseInt(words[2]));
            case "eat" -> eat(Integer.parseInt(words[1]));
            case "threads" -> threads(Integer.parseInt(words[1]));
            case "stay" -> {
                var never = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> await(never)));
                yield "stays";
            }
            default -> "?";
        };
    }

    private static String reach(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
            return "reached";
        } catch (IOException e) {
            return "not reached";
        }
    }

    private static String eat(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            byte[] piece = new byte[1 << 20];
            for (int page = 0; page < piece.length; page += 1024) {
                piece[page] = 1;
            }
            EATEN.add(piece);
        }
        return "eaten";
    }

    private static String threads(int count) {
        var never = new CountDownLatch(1);
        int started = 0;
        try {
            for (int i = 0; i < count; i++) {
                Thread.ofPlatform().daemon().start(() -> await(never));
                started++;
            }
        } catch (OutOfMemoryError e) {
            // The number says it.
        }
        return Integer.toString(started);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
