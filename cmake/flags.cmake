# Every compiler flag of the project, in one INTERFACE target that all our code links.

option(EDG_TESTS "Build the tests" ON)
option(EDG_TIDY "Have clang-tidy read each source of src/ before it is compiled" OFF)
option(EDG_LIBFUZZER "Build the fuzz targets with libFuzzer instead of a corpus replay" OFF)
set(EDG_SANITIZE "" CACHE STRING "Value of -fsanitize=, empty for none")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

find_program(EDG_CCACHE ccache)
if(EDG_TIDY)
  if(NOT EDG_CCACHE)
    message(FATAL_ERROR "EDG_TIDY needs ccache")
  endif()
  # What clang-tidy found good is kept as an object file is. Comments count: they may hold NOLINT.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_PREFIX=${PROJECT_SOURCE_DIR}/tools/tidied
    CCACHE_EXTRAFILES=${PROJECT_SOURCE_DIR}/tools/tidied:${PROJECT_SOURCE_DIR}/.clang-tidy
    CCACHE_COMMENTS=true ${EDG_CCACHE})
elseif(EDG_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${EDG_CCACHE})
endif()

# Sanitizer flags go to third-party sources that we compile, too: mixed instrumentation of
# containers reports overflows that are none.
add_library(edg_sanitize INTERFACE)
if(EDG_SANITIZE)
  target_compile_options(edg_sanitize INTERFACE
    -fsanitize=${EDG_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # The checks of a test are long with sanitizers: optimising them takes more time than it spares.
  target_compile_options(edg_sanitize INTERFACE
    $<IF:$<BOOL:$<TARGET_PROPERTY:EDG_IDLE_TEST>>,-O0,-O1>)
  target_link_options(edg_sanitize INTERFACE -fsanitize=${EDG_SANITIZE})
  if(EDG_SANITIZE MATCHES "undefined" AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(edg_sanitize INTERFACE -fno-sanitize=vptr)
    target_link_options(edg_sanitize INTERFACE -fno-sanitize=vptr)
  endif()
endif()
if(EDG_LIBFUZZER)
  target_compile_options(edg_sanitize INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(edg_flags INTERFACE)
target_link_libraries(edg_flags INTERFACE edg_sanitize)
target_include_directories(edg_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(edg_flags INTERFACE _GLIBCXX_ASSERTIONS BOOST_NO_CXX98_FUNCTION_BASE)
target_compile_options(edg_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Wcast-align -Wimplicit-fallthrough -Wswitch-enum -Wundef -Wunused)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(edg_flags INTERFACE -Wduplicated-cond -Wlogical-op)
endif()
if(CMAKE_UNITY_BUILD)
  target_compile_options(edg_flags INTERFACE -Wno-shadow)  # what is shadowed is another source's
endif()
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT EDG_SANITIZE)
  target_compile_options(edg_flags INTERFACE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  target_link_options(edg_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
