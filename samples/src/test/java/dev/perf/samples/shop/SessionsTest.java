package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final ManualClock clock = new ManualClock();
    private final Sessions sessions = new Sessions(clock, Duration.ofHours(1), 3, 1);

    @Test
    void everyLoginHasATokenAndACartOfItsOwn() {
        Session first = sessions.open("user1");
        Session second = sessions.open("user1");

        assertThat(first.token()).hasSize(32).isNotEqualTo(second.token());
        assertThat(sessions.find(first.token())).containsSame(first);
        assertThat(first.cart()).isNotSameAs(second.cart());
        assertThat(sessions.find("nonsense")).isEmpty();
    }

    @Test
    void tokensExpire() {
        Session session = sessions.open("user1");

        clock.sleep(Duration.ofHours(1).minusNanos(1));
        assertThat(sessions.find(session.token())).isPresent();

        clock.sleep(Duration.ofNanos(1));
        assertThat(sessions.find(session.token())).isEmpty();
    }

    @Test
    void beyondTheLimitTheOldestUnusedLoginGivesWay() {
        Session shopping = sessions.open("user1");
        Session gone = sessions.open("user2");
        Session third = sessions.open("user3");
        sessions.find(shopping.token());

        Session fourth = sessions.open("user4");

        assertThat(sessions.size()).isEqualTo(3);
        assertThat(sessions.find(gone.token())).isEmpty();
        assertThat(sessions.find(shopping.token())).isPresent();
        assertThat(sessions.find(third.token())).isPresent();
        assertThat(sessions.find(fourth.token())).isPresent();
    }

    @Test
    void makesRoomEvenWhenEveryLoginIsInUse() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            tokens.add(sessions.open("user1").token());
            tokens.forEach(sessions::find);
        }

        assertThat(sessions.size()).isEqualTo(3);
        assertThat(tokens).hasSize(100);
    }
}
