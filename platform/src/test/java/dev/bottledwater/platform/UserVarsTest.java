// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserVarsTest {

    @Test
    void readsUsersWithPercentEncoding() {
        Settings settings =
                Vars.local()
                        .with(
                                "BW_USERS",
                                " ann:a%3Ab%2Cc%25+d:viewer, b%C3%A9a:%E2%82%AC:Editor,root:x:admin ")
                        .settings();
        assertThat(settings.users())
                .containsExactly(
                        new User("admin", new Secret("correct horse"), Role.ADMIN),
                        new User("ann", new Secret("a:b,c%+d"), Role.VIEWER),
                        new User("béa", new Secret("€"), Role.EDITOR),
                        new User("root", new Secret("x"), Role.ADMIN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ann:hunter2            | Entry 1 of BW_USERS has 2 parts between colons where name:password:role has 3.
            hunter2                | Entry 1 of BW_USERS has 1 part between colons where name:password:role has 3.
            ann:hun:ter2:viewer    | Entry 1 of BW_USERS has 4 parts between colons where name:password:role has 3.
            b:x:admin,             | Entry 2 of BW_USERS has 1 part between colons where name:password:role has 3.
            :hunter2:viewer        | Entry 1 of BW_USERS has no name.
            ann::viewer            | Entry 1 of BW_USERS has no password.
            a%3Ann:hunter2:viewer  | Entry 1 of BW_USERS has a colon in the user's name.
            ann:hunter2%:viewer    | Entry 1 of BW_USERS has a percent sign that doesn't begin an encoded letter.
            ann:%zzhunter2:viewer  | Entry 1 of BW_USERS has a percent sign that doesn't begin an encoded letter.
            ann:hunter2%ff:viewer  | Entry 1 of BW_USERS has a percent sign that doesn't begin an encoded letter.
            ann:x:veiwer           | Entry 1 of BW_USERS gives the user 'ann' an unknown role.
            ann:a:hunter2          | Entry 1 of BW_USERS gives the user 'ann' an unknown role.
            admin:hunter2:viewer   | Entry 1 of BW_USERS names the user 'admin', who is defined already.
            b:x:admin,b:y:viewer   | Entry 2 of BW_USERS names the user 'b', who is defined already.
            """)
    void refusesWithoutShowingAPassword(String users, String message) {
        Problem problem = Vars.local().with("BW_USERS", users).problem();
        assertThat(problem.variable()).isEqualTo("BW_USERS");
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy()).isNotBlank().doesNotContain("hunter2");
    }

    @Test
    void suggestsTheRoleThatWasMeant() {
        assertThat(Vars.local().with("BW_USERS", "ann:x:amin").problem().remedy())
                .isEqualTo("Did you mean admin? The roles are viewer, editor and admin.");
        assertThat(Vars.local().with("BW_USERS", "ann:x:boss").problem().remedy())
                .isEqualTo("The roles are viewer, editor and admin.");
    }

    @Test
    void rolesIncludeThoseBeforeThem() {
        assertThat(Role.ADMIN.includes(Role.VIEWER)).isTrue();
        assertThat(Role.EDITOR.includes(Role.EDITOR)).isTrue();
        assertThat(Role.VIEWER.includes(Role.EDITOR)).isFalse();
    }
}
