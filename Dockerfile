# The autograder on macOS and Windows, where grading needs a Linux to keep submissions in:
#
#   docker build -t autograder .
#   docker run --rm -v "$PWD:/course" autograder grade hw1_perceptron submissions/ -o grades/
#
# The course is yours: the folder that is there as /course. What is written into it belongs to root on a Linux host.
FROM python:3.11-slim-bookworm

# Where pip finds torch without the packages for graphics cards.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

COPY pyproject.toml README.md LICENSE MANIFEST.in /source/
COPY autograder /source/autograder
COPY dragon_data /source/dragon_data
RUN python -m pip install --quiet --no-cache-dir --disable-pip-version-check --extra-index-url "$TORCH_INDEX" \
        -c /source/autograder/constraints.txt '/source[authoring,torch]' \
    && rm -r /source

WORKDIR /course
ENTRYPOINT ["autograder"]
CMD ["--help"]
