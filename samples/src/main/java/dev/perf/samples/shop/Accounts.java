package dev.perf.samples.shop;

/** Who may log in: {@code user1} with {@code pass1} up to the number of users. */
record Accounts(int size) {

    private static final String USER = "user";
    private static final String PASSWORD = "pass";

    boolean accepts(String username, String password) {
        if (!username.startsWith(USER) || !password.startsWith(PASSWORD)) {
            return false;
        }
        String number = username.substring(USER.length());
        return number.equals(password.substring(PASSWORD.length())) && isAccount(number);
    }

    private boolean isAccount(String number) {
        try {
            int account = Integer.parseInt(number);
            return account >= 1 && account <= size && number.equals(Integer.toString(account));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
