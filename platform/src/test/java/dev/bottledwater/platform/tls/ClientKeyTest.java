// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Keys as openssl 3 writes them; they are used nowhere else. */
class ClientKeyTest {

    private static String file(String name) {
        try (InputStream in = ClientKeyTest.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ec-sec1-key.pem, ec-cert.pem",
        "ec-sec1-no-public-key.pem, ec-cert.pem",
        "rsa-pkcs1-key.pem, rsa-cert.pem",
        "ed25519-key.pem, ed25519-cert.pem"
    })
    void wrapsEveryKindOfKey(String key, String certificate) {
        ClientKey read = ClientKey.read("KEY", file(key));
        assertThatCode(() -> read.requireMatch(Certificates.read("CERT", file(certificate))))
                .doesNotThrowAnyException();
        assertThat(read.toPem())
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThatCode(() -> ClientKey.read("KEY", read.toPem())).doesNotThrowAnyException();
        assertThat(read.toString()).isEqualTo("ClientKey[KEY]");
    }

    @Test
    void takesTheCurveFromTheBlockBeforeTheKey() {
        String text = file("ec-sec1-key.pem");
        // The key's own curve, [0] OID secp384r1, is cut out of the DER and the lengths are set
        // right.
        byte[] der =
                PemBlock.readAll("KEY", text, "a private key").stream()
                        .filter(block -> block.label().equals("EC PRIVATE KEY"))
                        .findFirst()
                        .orElseThrow()
                        .der();
        int curve = 3 + 3 + 2 + 48;
        assertThat(der[curve] & 0xff).isEqualTo(0xa0);
        int length = 2 + der[curve + 1];
        byte[] without = new byte[der.length - length];
        System.arraycopy(der, 0, without, 0, curve);
        System.arraycopy(der, curve + length, without, curve, der.length - curve - length);
        without[2] = (byte) (der[2] - length);
        String bare = PemBlock.write("EC PRIVATE KEY", without);
        String parameters = text.substring(0, text.indexOf("-----BEGIN EC PRIVATE KEY"));
        ClientKey.read("KEY", parameters + bare)
                .requireMatch(Certificates.read("CERT", file("ec-cert.pem")));
        assertThatThrownBy(() -> ClientKey.read("KEY", bare))
                .isInstanceOf(TlsMaterialException.class)
                .hasMessage(
                        "The private key in KEY can't be read: it is neither an RSA nor an EC key.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs1-encrypted-key.pem", "pkcs8-encrypted-key.pem"})
    void refusesEncryptedKeys(String key) {
        TlsMaterialException refused =
                catchThrowableOfType(
                        TlsMaterialException.class, () -> ClientKey.read("KEY", file(key)));
        assertThat(refused.getMessage())
                .isEqualTo(
                        "The private key in KEY is encrypted, and there is no passphrase to open it.");
        assertThat(refused.remedy())
                .isEqualTo(
                        "Store the key without a passphrase: openssl pkey -in KEY.pem -out PLAIN.pem.");
        assertThat(refused.variable()).isEqualTo("KEY");
        assertThatThrownBy(() -> ClientKey.read("KEY", file(key).replace('\n', ' ')))
                .hasMessage(refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            key                                                                     | KEY isn't PEM text: it has no line such as -----BEGIN PRIVATE KEY-----.
            -----BEGIN PRIVATE KEY----- AAAA                                        | KEY is cut off: it has -----BEGIN PRIVATE KEY----- but no matching END.
            -----BEGIN PRIVATE KEY----- A*A= -----END PRIVATE KEY-----              | The PRIVATE KEY in KEY is damaged: its body isn't base64.
            -----BEGIN PRIVATE KEY----- AAAA -----END PRIVATE KEY-----              | The private key in KEY can't be read: it is neither an RSA nor an EC key.
            -----BEGIN RSA PRIVATE KEY----- AAAA -----END RSA PRIVATE KEY-----      | The private key in KEY can't be read: it is neither an RSA nor an EC key.
            -----BEGIN EC PRIVATE KEY----- AAAA -----END EC PRIVATE KEY-----        | The private key in KEY can't be read: it is neither an RSA nor an EC key.
            -----BEGIN EC PRIVATE KEY----- MIT/////AA== -----END EC PRIVATE KEY-----| The private key in KEY can't be read: it is neither an RSA nor an EC key.
            -----BEGIN DSA PRIVATE KEY----- AAAA -----END DSA PRIVATE KEY-----      | KEY holds DSA PRIVATE KEY, a kind of key that can't be used.
            -----BEGIN PUBLIC KEY----- AAAA -----END PUBLIC KEY-----                | KEY holds PEM text but no private key.
            """)
    void refusesWhatIsNoKey(String text, String message) {
        TlsMaterialException refused =
                catchThrowableOfType(TlsMaterialException.class, () -> ClientKey.read("KEY", text));
        assertThat(refused.getMessage()).isEqualTo(message);
        assertThat(refused.remedy()).isNotBlank();
    }

    @Test
    void refusesKeysThatCantSign() {
        assertThatThrownBy(() -> ClientKey.read("KEY", file("x25519-key.pem")))
                .hasMessage(
                        "The private key in KEY can't be read: it is neither an RSA nor an EC key.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            -----BEGIN CERTIFICATE----- AAAA -----END CERTIFICATE-----  | Certificate 1 in CERT can't be read: it isn't an X.509 certificate.
            -----BEGIN CERTIFICATE----- AAA* -----END CERTIFICATE-----  | The CERTIFICATE in CERT is damaged: its body isn't base64.
            -----BEGIN PUBLIC KEY----- AAAA -----END PUBLIC KEY-----    | CERT holds PEM text but no certificate.
            """)
    void refusesWhatIsNoCertificate(String text, String message) {
        assertThatThrownBy(() -> Certificates.read("CERT", text))
                .isInstanceOf(TlsMaterialException.class)
                .hasMessage(message);
    }
}
