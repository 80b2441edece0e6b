// The source that Catch's precompiled header is made with; catch_main.cpp must be compiled without it.
#include <catch2/catch.hpp>
