#include "archive_fixture.h"

/* FIPS 180-4 examples, and lengths around the edges of a block. */
static const struct {
    const char *unit;
    size_t times;
    const char *digest;
} VECTORS[] = {
    {"", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {"a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {"a", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
    {"a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {"a", 65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

START_TEST(test_vectors)
{
    size_t unit = strlen(VECTORS[_i].unit);
    char *bytes = malloc(unit * VECTORS[_i].times + 1);
    ck_assert_ptr_nonnull(bytes);
    for (size_t i = 0; i < VECTORS[_i].times; i++) memcpy(bytes + i * unit, VECTORS[_i].unit, unit);
    char digest[DIGEST_TEXT_SIZE];
    digest_text(bytes, unit * VECTORS[_i].times, digest);
    ck_assert_str_eq(digest, VECTORS[_i].digest);
    free(bytes);
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_loop_test(cases, test_vectors, 0, (int)(sizeof VECTORS / sizeof VECTORS[0]));
}

int main(void)
{
    return run_suite("digest", add_tests);
}
