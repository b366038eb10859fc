package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {

    @ParameterizedTest
    @CsvSource({
        "user1,pass1,true",
        "user10,pass10,true",
        "user11,pass11,false",
        "user0,pass0,false",
        "user01,pass01,false",
        "user+1,pass+1,false",
        "user1,pass2,false",
        "user1,'',false",
        "'',pass1,false",
        "user,pass,false",
        "user99999999999,pass99999999999,false"
    })
    void acceptsTheGeneratedUsersAlone(String username, String password, boolean accepted) {
        assertThat(new Accounts(10).accepts(username, password)).isEqualTo(accepted);
    }

    @Test
    void acceptsEveryUserOfTheCsvFile() throws IOException {
        Accounts accounts = new Accounts(DemoShop.builder().users());
        List<String> lines = lines("/users.csv");

        assertThat(lines).hasSize(1 + accounts.size()).first().isEqualTo("username,password");
        assertThat(lines.stream().skip(1).distinct())
                .hasSize(accounts.size())
                .allMatch(line -> accounts.accepts(line.split(",")[0], line.split(",")[1]));
    }

    private static List<String> lines(String resource) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AccountsTest.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
