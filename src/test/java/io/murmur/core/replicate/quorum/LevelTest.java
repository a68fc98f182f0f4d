package io.murmur.core.replicate.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many owners of a key have to hold, or remember, something.
class LevelTest {

    @ParameterizedTest
    @CsvSource({
        "3, 2, 2, 2",
        "3, 3, 2, 2",
        "3, 2, 3, 3",
        "3, 3, 1, 2", // a later reader may ask two others
        "3, 2, 1, 2",
        "3, 1, 1, 1", // promised nothing
        "5, 3, 1, 3",
        "5, 2, 3, 3",
        "1, 1, 1, 1",
        "2, 2, 1, 1",
    })
    void whatAReadShowsIsMetByMajorities(int owners, int readOwners, int writeOwners, int holders) {
        assertEquals(holders, new Level(readOwners, writeOwners).holders(owners));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 2, 2",
        "3, 3, 3, 2", // a reader at a majority may have asked the two others
        "3, 2, 1, 3",
        "3, 1, 2, 3",
        "5, 3, 3, 3",
        "5, 5, 5, 3",
        "1, 1, 1, 1",
    })
    void whoeverKnowsOfAWriteIsAmongThoseAsked(int owners, int readOwners, int writeOwners, int witnesses) {
        assertEquals(witnesses, new Level(readOwners, writeOwners).witnesses(owners));
    }
}
