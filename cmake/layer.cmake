# edg_layer(base SOURCES error.cpp … USES date::date-tz PRIVATE_USES …)
# One static library per folder; its links repeat the table of docs/architecture.md.
function(edg_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
  add_library(${name} STATIC ${LAYER_SOURCES})
  target_link_libraries(${name} PUBLIC edg_flags ${LAYER_USES} PRIVATE ${LAYER_PRIVATE_USES})
endfunction()

# Builds all tests of what several threads do, for the thread sanitizer.
add_custom_target(thread_tests)

# edg_test(base_test SOURCES … USES base LABEL unit [THREADS])
# One gtest program; runs in its own build folder and finds the repository's fixtures by
# EDG_SOURCE_DIR. THREADS: tests of it, or what they test, have several threads.
function(edg_test name)
  cmake_parse_arguments(TEST "THREADS" "LABEL" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE edg_flags ${TEST_USES} GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE EDG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${TEST_LABEL}.${name} COMMAND ${name})
  set(labels ${TEST_LABEL})
  if(TEST_THREADS)
    list(APPEND labels threads)
    add_dependencies(thread_tests ${name})
  endif()
  set_tests_properties(${TEST_LABEL}.${name} PROPERTIES LABELS "${labels}" TIMEOUT 1200)
endfunction()
