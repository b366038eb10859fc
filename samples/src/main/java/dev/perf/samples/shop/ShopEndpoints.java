package dev.perf.samples.shop;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The shop proper: login, catalogue, cart, checkout, dashboard. */
final class ShopEndpoints {

    private static final int DEFAULT_PAGE_SIZE = 20;
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_PAGE = 1_000_000;
    private static final int MAX_QUANTITY = 100;

    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Sessions sessions;
    private final long tokenSeconds;
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong revenueCents = new AtomicLong();

    ShopEndpoints(ShopOptions options, Sessions sessions) {
        this.accounts = new Accounts(options.users());
        this.catalogue = new Catalogue(options.products(), options.seed());
        this.sessions = sessions;
        this.tokenSeconds = options.tokenLifetime().toSeconds();
    }

    List<Route> routes() {
        return List.of(
                Route.shop("POST", "/auth/login", 7.5, this::login),
                Route.shop("GET", "/api/products", 2.5, this::products),
                Route.shop("GET", "/api/products/{id}", 1, this::product),
                Route.shop("GET", "/api/cart", 4, this::cart),
                Route.shop("POST", "/api/cart", 4, this::addToCart),
                Route.shop("POST", "/api/checkout", 6, this::checkout),
                Route.shop("GET", "/admin/dashboard", 5, this::dashboard));
    }

    private Response login(Request request) {
        JsonObject body = request.json();
        String username = body.text("username");
        if (!accounts.accepts(username, body.text("password"))) {
            throw new Refusal(401, "unknown user or wrong password");
        }
        String token = sessions.open(username).token();
        return Response.json(
                200, JsonWriter.object(json -> json.put("token", token).put("expiresIn", tokenSeconds)));
    }

    private Response products(Request request) {
        session(request);
        int number = request.query().integer("page", 1, MAX_PAGE).orElse(1);
        int size = request.query().integer("size", 1, MAX_PAGE_SIZE).orElse(DEFAULT_PAGE_SIZE);
        Catalogue.Page page =
                catalogue.page(number, size, request.query().text("category").orElse(null));
        List<String> products = page.products().stream().map(Product::json).toList();
        return Response.json(
                200,
                JsonWriter.object(json -> json.putJson("data", JsonWriter.array(products))
                        .put("page", number)
                        .put("size", size)
                        .put("total", page.total())));
    }

    private Response product(Request request) {
        session(request);
        return Response.json(200, find(request.number()).json());
    }

    private Response cart(Request request) {
        return Response.json(200, json(session(request).cart().contents()));
    }

    private Response addToCart(Request request) {
        Session session = session(request);
        JsonObject body = request.json();
        int productId = body.integer("productId");
        int quantity = body.integer("quantity", 1);
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw Refusal.badRequest("\"quantity\" " + quantity + " must be in [1, " + MAX_QUANTITY + "]");
        }
        return Response.json(201, json(session.cart().add(find(productId), quantity)));
    }

    private Response checkout(Request request) {
        Session session = session(request);
        Cart.Contents bought = session.cart().takeAll();
        if (bought.isEmpty()) {
            throw new Refusal(409, "the cart is empty");
        }
        revenueCents.addAndGet(bought.cents());
        long order = orders.incrementAndGet();
        return Response.json(
                201,
                JsonWriter.object(json -> json.put("orderId", order)
                        .put("username", session.username())
                        .putJson("items", bought.itemsJson())
                        .putMoney("total", bought.cents())));
    }

    private Response dashboard(Request request) {
        session(request);
        return Response.json(
                200,
                JsonWriter.object(json -> json.put("orders", orders.get())
                        .putMoney("revenue", revenueCents.get())
                        .put("sessions", sessions.size())
                        .put("users", accounts.size())
                        .put("products", catalogue.size())));
    }

    private Session session(Request request) {
        return request.bearerToken()
                .flatMap(sessions::find)
                .orElseThrow(() -> new Refusal(401, "log in at POST /auth/login and send its token as bearer"));
    }

    private Product find(int id) {
        return catalogue.find(id).orElseThrow(() -> new Refusal(404, "no product " + id));
    }

    private static String json(Cart.Contents cart) {
        return JsonWriter.object(json -> json.putJson("items", cart.itemsJson()).putMoney("total", cart.cents()));
    }
}
